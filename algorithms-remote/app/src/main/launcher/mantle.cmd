@echo off
rem Starts Mantle on Windows with the Java that JAVA_HOME names, or else (also where it names none) the one on the path.
setlocal DisableDelayedExpansion
for %%I in ("%~dp0..") do set "home=%%~fI"
if "%home:;=%"=="%home%" goto placed
echo mantle: Java cannot start from "%home%", for a semicolon separates the folders of its class path; move Mantle to another folder 1>&2
exit /b 1
:placed

set "java=java"
if not defined JAVA_HOME goto search
if exist "%JAVA_HOME%\bin\java.exe" set "java=%JAVA_HOME%\bin\java.exe"
:search
if not "%java%"=="java" goto found
where java >nul 2>nul
if not errorlevel 1 goto found
if defined JAVA_HOME echo mantle: no Java found in JAVA_HOME, which is "%JAVA_HOME%", nor on the path; install a Java 17 (or newer) or set JAVA_HOME to one 1>&2
if not defined JAVA_HOME echo mantle: no Java found; install a Java 17 (or newer) or set JAVA_HOME to one 1>&2
exit /b 1
:found

rem A command that is over in a moment is not worth the optimising compiler; a service is.
set "tiers=-XX:TieredStopAtLevel=1"
if "%~1"=="explorer" set "tiers="
if "%~1"=="gateway" set "tiers="
if "%~1"=="host" set "tiers="
if "%~1"=="mcp" set "tiers="
if "%~1"=="quickstart" set "tiers="
rem To move the archive to a place in memory that nobody can guess takes a third of such a start; whoever serves a network has it moved. A Java
rem that does not know this option shall go on without, as long as there are no other options that it would have to refuse.
set "place=-XX:+IgnoreUnrecognizedVMOptions -XX:+UnlockDiagnosticVMOptions -XX:ArchiveRelocationMode=0"
if defined MANTLE_JAVA_OPTIONS set "place="
if "%~1"=="explorer" set "place="
if "%~1"=="gateway" set "place="
if "%~1"=="mcp" set "place="
if "%~1"=="quickstart" set "place="
rem The archive of loaded classes is made by the build; a Java that it does not fit ignores it, and shall say nothing of it.
set "sharing=-Xshare:auto"
if exist "%home%\lib\mantle.jsa" set "sharing=-XX:SharedArchiveFile=%home%\lib\mantle.jsa"

"%java%" -XX:+UseSerialGC %tiers% %place% "%sharing%" -Xlog:disable %MANTLE_JAVA_OPTIONS% -Dmantle.distribution="%home%" -jar "%home%\lib\mantle-app-${project.version}.jar" %*
exit /b %errorlevel%
