"""A client in the style of Mantid's SCARF code, written from the protocol reference alone.

Usage: mantid_style_client.py BASE_URL USER PASSWORD FOLDER. It ends with 0 when everything was as such a client needs it.
"""
import http.client
import os
import re
import sys
import time
import urllib.parse

BASE, USER, PASSWORD, FOLDER = sys.argv[1:5]
B = "bqJky99mlBWa-ZuqjC53mG6EzbmlxB"
C = "_Part_1_701508.1145579811786"
U = "4k89ogja023oh1-gkdfk903jf9wngmujfs95m"
headers = {"Accept": "text/plain,application/xml,text/xml"}


def call(method, path, body=None, content_type="application/xml", chunked=False):
    where = urllib.parse.urlsplit(BASE)
    connection = http.client.HTTPConnection(where.hostname, where.port, timeout=60)
    data = iter([body[at:at + 77] for at in range(0, len(body), 77)]) if chunked else body
    connection.request(method, path, data, dict(headers, **{"Content-Type": content_type}), encode_chunked=chunked)
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    assert answer.status == 200, (path, answer.status)
    return content


def quoted(text):
    """Everything but unreserved characters, in lower-case hexadecimal."""
    return re.sub("%[0-9A-F]{2}", lambda match: match.group().lower(), urllib.parse.quote(text, safe=""))


def text_between(text, start, end):
    at = text.rindex(start) + len(start)
    return text[at:text.index(end, at)]


log_in = call("GET", "//cgi-bin/token.py?username=" + quoted(USER) + "&password=" + quoted(PASSWORD)).decode()
assert "https://portal.scarf.rl.ac.uk" in log_in, log_in
lines = log_in.split("\n")
assert lines[0] == BASE, log_in
headers["Cookie"] = "platform_token=" + lines[1].replace('"', "#quote#")
service = urllib.parse.urlsplit(lines[0]).path + "webservice/pacclient/"
assert b"Web Services are ready" in call("GET", service + "ping/")

# no line end between the file and the closing delimiter, and a blank behind the type
script = "#!/bin/sh\necho \"got $*\"\necho oops >&2\nmkdir folder\n: > empty"
body = ("--" + U + "\r\nContent-Disposition: form-data; name=\"DirName\"\r\nContent-ID: <DirName>\r\n\r\n/work/imat\r\n"
        "--" + U + "\r\nContent-Disposition: form-data; name=\"job.sh\"\r\nContent-Type: application/octet-stream \r\n"
        "Content-Transfer-Encoding: UTF-8\r\nAccept-Language:en\r\nContent-ID: <job.sh>\r\n\r\n"
        + script + "--" + U + "--\r\n\r\n").encode()
call("POST", service + "upfile/0", body, "multipart/mixed; boundary=" + U, chunked=True)


def submit(runnable, options):
    text = ("--" + B + "\r\nContent-Disposition: form-data; name=\"AppName\"\r\nContent-ID: <AppName>\r\n\r\nTOMOPY_0_0_3\r\n"
            "--" + B + "\r\nContent-Disposition: form-data; name=\"data\"\r\nContent-Type: multipart/mixed; boundary=" + C
            + "\r\nAccept-Language:en-us\r\nContent-ID: <data>\r\n\r\n")
    for name, value in (("INPUT_ARGS", options), ("OUTPUT_FILE", "%J.output"), ("ERROR_FILE", "%J.error"),
                        ("JOB_NAME", "Mantid_tomography_1"), ("INPUT_FILE", runnable), ("MIN_NUM_CPU", "1"),
                        ("MAX_NUM_CPU", "2")):
        text += ("--" + C + "\r\nContent-Disposition: form-data; name=\"" + name + "\"\r\n"
                 "Content-Type: application/xml; charset=US-ASCII\r\nContent-Transfer-Encoding: 8bit\r\n"
                 "Accept-Language:en\r\n\r\n<AppParam><id>" + name + "</id><value>" + value
                 + "</value><type></type></AppParam>\r\n")
    text += "--" + C + "--\r\n\r\n--" + B + "--\r\n\r\n"
    answer = call("POST", service + "submitapp", text.encode(), "multipart/mixed; boundary=" + B, chunked=True).decode()
    return int(text_between(answer, "<id>", "<"))


def state(job):
    """Lists all jobs by jobs/ with no id, and takes a list only with these two literals."""
    text = call("GET", service + "jobs/").decode()
    assert "<Jobs>" in text and "<extStatus>" in text, text
    for each in re.findall("<Job>.*?</Job>", text, re.S):
        if text_between(each, "<id>", "<") == str(job):
            assert text_between(each, "<name>", "<") == "Mantid_tomography_1"
            return text_between(each, "<status>", "<")
    raise AssertionError(text)


def wait_for(job, wanted):
    for _ in range(1200):
        if state(job) == wanted:
            return
        time.sleep(0.1)
    raise AssertionError(str(job) + " is not " + wanted)


job = submit("/work/imat/job.sh", "one 'two three'")
wait_for(job, "Done")
listing = call("GET", service + "jobfiles/" + str(job)).decode()
assert "/" in listing, listing
# every entry is fetched by the whole of it, directories too, and any other status than 200 would end the loop
for entry in listing.split(";"):
    if entry:
        name = entry.split("*")[1].split("/")[-1]
        with open(os.path.join(FOLDER, name), "wb") as out:
            out.write(call("GET", service + "file/" + str(job), entry.encode()))
assert open(os.path.join(FOLDER, str(job) + ".output")).read() == "got one two three\n"
assert open(os.path.join(FOLDER, str(job) + ".error")).read() == "oops\n"
assert os.path.getsize(os.path.join(FOLDER, "folder")) == 0 and os.path.getsize(os.path.join(FOLDER, "empty")) == 0
path = listing.split("*")[1]
assert call("GET", service + "file/" + str(job), path.encode()) == b"oops\n"
assert call("GET", service + "file/" + str(job), b"missing") == b""

long = submit("/work/imat/job.sh", "x")
wait_for(long, "Done")
# the first Mantid had no slash there
assert b"Job has already finished" in call("GET", service + "jobOperation/kill" + str(long))
call("GET", service + "logout/")
assert b"Your current login session was logout" in call("GET", service + "jobs/")
print("all is as Mantid needs it")
