"""A client in the style of IBM's pacclient.py, written from the protocol reference alone: it sends and takes apart what that does.

Usage: ibm_style_client.py BASE_URL USER PASSWORD FOLDER. It ends with 0 when everything was as such a client needs it.
"""
import gzip
import http.client
import io
import os
import sys
import tarfile
import time
import urllib.parse
import xml.etree.ElementTree as ET

BASE, USER, PASSWORD, FOLDER = sys.argv[1:5]
ACCEPT = "text/plain,application/xml,text/xml"
B = "bqJky99mlBWa-ZuqjC53mG6EzbmlxB"
C = "_Part_1_701508.1145579811786"
U = "4k89ogja023oh1-gkdfk903jf9wngmujfs95m"
token = ""


def call(method, operation, body=None, accept=ACCEPT + ",multipart/mixed", content_type="text/plain"):
    """Opens a connection per call, with names of headers in lower case, and GETs that have bodies."""
    where = urllib.parse.urlsplit(BASE)
    connection = http.client.HTTPConnection(where.hostname, where.port, timeout=60)
    headers = {
        "accept": accept,
        "content-type": content_type,
        "accept-language": "en-us",
        "accept-encoding": "gzip, deflate",
        "user-agent": "Python-httplib2/0.20.4 (gzip)",
        "cookie": "platform_token=" + token.replace('"', "#quote#"),
    }
    data = body.encode("latin-1") if isinstance(body, str) else body
    connection.request(method, where.path + "webservice/pacclient/" + operation, data, headers)
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    return answer.status, content


def error_of(content):
    text = content.decode()
    if "<errMsg>" in text:
        return text[text.index("<errMsg>") + 8:text.index("</errMsg>")]
    return None


def files_of(content):
    """The boundary is the second line; the content begins five characters behind the first closing bracket of a part."""
    text = content.decode("latin-1")
    boundary = text.split("\n")[1].strip()
    found = {}
    for section in text.split(boundary):
        if "Content-ID: " not in section:
            continue
        start = section.index("Content-ID: ") + len("Content-ID: ")
        end = section.index(">")
        found[section[start + 1:end]] = section[end + 5:-2].encode("latin-1")
    return found


def parameter(name, value, kind=""):
    return ("--" + C + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n"
            "Content-Type: application/xml; charset=UTF-8\r\nContent-Transfer-Encoding: 8bit\r\nAccept-Language:en-us\r\n\r\n"
            "<AppParam><id>" + name + "</id><value>" + value + "</value><type>" + kind + "</type></AppParam>\r\n")


def submit(application, parameters, attached):
    body = ("--" + B + "\r\nContent-Disposition: form-data; name=\"AppName\"\r\nContent-ID: <AppName>\r\n\r\n"
            + application + "\r\n--" + B + "\r\nContent-Disposition: form-data; name=\"data\"\r\n"
            "Content-Type: multipart/mixed; boundary=" + C + "\r\nAccept-Language:en-us\r\nContent-ID: <data>\r\n\r\n")
    for name, value, kind in parameters:
        body += parameter(name, value, kind)
    body += parameter("NOTIFY_ENABLE", "Y") + "--" + C + "--\r\n\r\n"
    for name, content in attached.items():
        body += ("--" + B + "\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\"" + name + "\"\r\n"
                 "Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: binary\r\nAccept-Language:en-us\r\n"
                 "Content-ID: <" + urllib.parse.quote(name) + ">\r\n\r\n" + content + "\r\n")
    status, answer = call("POST", "submitapp", body + "--" + B + "--\r\n", "text/xml,application/xml;",
                          "multipart/mixed; boundary=" + B)
    assert status == 200 and error_of(answer) is None, answer
    return ET.fromstring(answer).find("id").text


def job_fields(job_id):
    """By jobs?id=, with the message a direct child of the root."""
    status, answer = call("GET", "jobs?id=" + job_id + "&user=&details=&past=", accept="application/xml")
    assert status == 200, status
    root = ET.fromstring(answer)
    assert root.find("errMsg") is None, answer
    fields = {child.tag: child.text for child in root.find("Job")}
    assert fields["id"] and fields["name"] and fields["extStatus"], fields
    return fields


def wait_for(job_id, state):
    for _ in range(1200):
        if job_fields(job_id)["status"] == state:
            return
        time.sleep(0.1)
    raise AssertionError(job_id + " is not " + state + ": " + str(job_fields(job_id)))


def upload(operation, directory, name, content, fields=()):
    body = ""
    for key, value in [("DirName", urllib.parse.quote(directory))] + list(fields):
        body += ("--" + U + "\r\nContent-Disposition: form-data; name=\"" + key + "\"\r\nContent-ID: <" + key
                 + ">\r\n\r\n" + value + "\r\n")
    body += ("--" + U + "\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\"" + name + "\"\r\n"
             "Content-Type: application/octet-stream\r\nContent-Transfer-Encoding: binary\r\n"
             "Content-ID: <" + urllib.parse.quote(name) + ">\r\n\r\n" + content + "\r\n--" + U + "--\r\n")
    status, answer = call("POST", operation, body, "text/plain;", "multipart/mixed; boundary=" + U)
    assert status == 200, status
    return answer.decode()


status, answer = call("GET", "ping/", BASE)
assert answer.decode() == "Web Services are ready on URL:" + BASE, answer

escaped = PASSWORD.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
status, answer = call("GET", "logon/", "<User><name>" + USER + "</name> <pass>" + escaped + "</pass> </User>", ACCEPT,
                      "application/xml")
assert error_of(answer) is None, answer
token = ET.fromstring(answer).find("token").text

status, answer = call("GET", "appStatus", accept="application/xml")
names = [info.find("appName").text for info in ET.fromstring(answer)]
assert "generic" in names, names
status, answer = call("GET", "appParams", "generic")
for field in ET.fromstring(answer).iter("AppParam"):
    assert all(field.find(name).text for name in ("id", "label", "mandatory", "defaultValue")), answer

# a value with a comma that is taken for a file, and one that is not escaped
job = submit("generic", [("COMMANDTORUN", "run.sh 'a<b&c'", ""), ("JOB_NAME", "py job", ""),
                         ("INPUT_FILE", "run.sh,upload;data.txt,upload", "file"), ("EXTRA_PARAMS", "x,y", "file")],
             {"run.sh": "#!/bin/sh\necho \"$1\"\nmkdir out; cp data.txt out/; echo oops >&2\n", "data.txt": "caf\xe9\n"})
wait_for(job, "Done")

status, answer = call("GET", "jobfiles/" + job)
listing = answer.decode()
assert "/" in listing and listing.endswith(";") and "\n" not in listing, listing
entries = [entry.split("*") for entry in listing[:-1].split(";")]
assert all(len(entry) == 5 and entry[0] == "PAC Server" for entry in entries), listing
files = [os.path.basename(path) for _, path, kind, _, control in entries if kind == "FILE" and control == "true"]
assert sorted(files) == sorted([job + ".error", job + ".output", "data.txt", "run.sh"]), files

for name in files:
    status, answer = call("GET", "file/" + job, name)
    assert status == 200 and list(files_of(answer)) == [name], answer
assert files_of(call("GET", "file/" + job, job + ".output")[1])[job + ".output"] == b"a<b&c\n"
assert set(files_of(call("GET", "file/" + job, "*.output,data.tx[a-z]")[1])) == {job + ".output", "data.txt"}
status, answer = call("GET", "file/" + job, "out,run.sh|tar czf")
(archive, packed), = files_of(answer).items()
with tarfile.open(fileobj=io.BytesIO(packed)) as tar:
    assert sorted(tar.getnames()) == ["out", "out/data.txt", "run.sh"], tar.getnames()
    # the library of that client sends Latin-1
    assert tar.extractfile("out/data.txt").read() == b"caf\xe9\n"
assert gzip.decompress(files_of(call("GET", "file/" + job, "run.sh|gzip")[1])["run.sh.gz"]).startswith(b"#!/bin/sh")
assert call("GET", "file/" + job, "missing") == (404, b"")
assert call("GET", "file/" + job, "/etc/passwd") == (403, b"")

assert "successfully" in upload("upfile/" + job, "sub dir", "late.txt", "late")
assert files_of(call("GET", "file/" + job, "sub dir/late.txt")[1]) == {"late.txt": b"late"}
pieces = ["first piece,", "second"]
for number, piece in enumerate(pieces, 1):
    said = upload("uplargefile/0", "/work/large", ".big.bin." + str(number), piece,
                  [("chunkid", str(number)), ("chunkamount", "2.0546875"), ("chunkbase", "big.bin")])
    assert "successfully" in said, said
assert files_of(call("GET", "file/0", "/work/large/big.bin")[1]) == {"big.bin": b"first piece,second"}

long = submit("generic", [("COMMANDTORUN", "sleep 100000", "")], {})
wait_for(long, "Running")
status, answer = call("POST", "userCmd", "<UserCmd><cmd>bstop \"" + long + "\"</cmd></UserCmd>")
assert ET.fromstring(answer).find("cmdMsg").text == "Job <" + long + "> is being stopped", answer
assert job_fields(long)["status"] == "Suspended"
for operation, words in (("resume", "resumed"), ("requeue", "requeued"), ("kill", "terminated")):
    if operation == "kill":
        wait_for(long, "Running")
    status, answer = call("GET", "jobOperation/" + operation + "/" + long, accept="application/xml")
    assert ET.fromstring(answer).find("actionMsg").text == "Job <" + long + "> is being " + words, answer
wait_for(long, "Exit")

assert call("GET", "logout/")[1] == b"ok"
assert "Your current login session was logout" in error_of(call("GET", "jobs?id=&user=&details=&past=")[1])
print("all is as IBM's client needs it")
