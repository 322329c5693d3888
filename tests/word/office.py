"""What LibreOffice reads in Word files, with all changes accepted and with all rejected: office.py SOFFICE FILE...

Prints a JSON list with an object per file: accepted and rejected, the text: paragraphs and cells, then footnotes. One LibreOffice serves all files; it is started here, in a folder of its own, and ended here.
"""

import json
import pathlib
import subprocess
import sys
import tempfile
import time

import uno
from com.sun.star.beans import PropertyValue


def named(name, value):
    told = PropertyValue()
    told.Name, told.Value = name, value
    return told


def connect(pipe, office):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(300):
        if office.poll() is not None:
            sys.exit("LibreOffice ended")
        try:
            return resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        except Exception:
            time.sleep(0.2)
    sys.exit("LibreOffice does not answer")


def lines(text, found):
    parts = text.createEnumeration()
    while parts.hasMoreElements():
        part = parts.nextElement()
        if part.supportsService("com.sun.star.text.TextTable"):
            for name in part.getCellNames():
                lines(part.getCellByName(name), found)
            continue
        line = ""
        portions = part.createEnumeration()
        while portions.hasMoreElements():
            portion = portions.nextElement()
            kind = portion.TextPortionType
            if kind in ("Text", "TextField"):
                line += portion.getString()
            elif kind in ("Footnote", "Frame"):
                line += " "
        found.append(line)


def text(document):
    found = []
    lines(document.getText(), found)
    notes = document.getFootnotes()
    for at in range(notes.getCount()):
        lines(notes.getByIndex(at), found)
    return "\n".join(found)


def main():
    soffice, files = sys.argv[1], sys.argv[2:]
    with tempfile.TemporaryDirectory() as home:
        pipe = "nowela" + pathlib.Path(home).name.replace("_", "")
        office = subprocess.Popen(
            [soffice, "--headless", "--norestore", "--nologo", f"-env:UserInstallation=file://{home}/profile",
             f"--accept=pipe,name={pipe};urp;"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            context = connect(pipe, office)
            create = lambda name: context.ServiceManager.createInstanceWithContext(name, context)
            desktop, dispatcher = create("com.sun.star.frame.Desktop"), create("com.sun.star.frame.DispatchHelper")
            said = []
            for file in files:
                about = {"file": file}
                for key, command in (("accepted", "Accept"), ("rejected", "Reject")):
                    url = pathlib.Path(file).resolve().as_uri()
                    document = desktop.loadComponentFromURL(url, "_blank", 0, (named("Hidden", True),))
                    if document is None:
                        about[key] = None
                        continue
                    frame = document.getCurrentController().getFrame()
                    dispatcher.executeDispatch(frame, f".uno:{command}AllTrackedChanges", "", 0, ())
                    about[key] = text(document)
                    document.close(True)
                said.append(about)
            print(json.dumps(said))
            try:
                desktop.terminate()
            except Exception:
                pass
        finally:
            try:
                office.wait(20)
            except subprocess.TimeoutExpired:
                office.kill()


main()
