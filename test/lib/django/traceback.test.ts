import assert from "node:assert/strict";
import fc from "fast-check";
import { ImportFailed, SyntaxErrorInFile } from "../../../lib/django/code-failures.js";
import { NotMigrated } from "../../../lib/django/database-failures.js";
import { diagnosisOfTraceback } from "../../../lib/django/diagnosis.js";
import { ChecksFailed, PortInUse } from "../../../lib/django/refusals.js";
import { lastTraceback } from "../../../lib/django/traceback.js";
import { CommandFailed } from "../../../lib/tools/errors.js";
import { DiskFull, PermissionDenied } from "../../../lib/tools/failures.js";

const trace = (file: string, line: number, source: string, end: string) =>
  `Traceback (most recent call last):\n  File "${file}", line ${line}, in <module>\n    ${source}\n${end}\n`;

describe("a traceback", () => {
  it("is the last one of a text, and ends where the log goes on", () => {
    const first = trace("/a/one.py", 1, "x", "KeyError: 'x'");
    const log = `${first}\nDuring handling of the above exception, another exception occurred:\n\n${trace("/a/two.py", 2, "y", "a.b.Odd: first\n  second")}[23/Nov/2026 09:00:00] "GET / HTTP/1.1" 500 99\n`;
    const found = lastTraceback(log) ?? assert.fail();
    assert.deepEqual([found.exception, found.message], ["Odd", "first\n  second"]);
    assert.deepEqual(found.places, [{ file: "/a/two.py", line: 2, source: "y" }]);
  });

  it("keeps what Python marks in a line, without the indentation", () => {
    const text =
      "Traceback (most recent call last):\n  File \"/p/m.py\", line 4\n    x = [\n        ^\nSyntaxError: '[' was never closed\n";
    assert.deepEqual(lastTraceback(text)?.places, [
      { file: "/p/m.py", line: 4, source: "x = [", caret: "    ^" },
    ]);
  });

  it("is read with Windows' line ends and paths, too", () => {
    const text = trace(
      "C:\\work\\mysite\\urls.py",
      3,
      "import no",
      "ModuleNotFoundError: No module named 'no'",
    );
    const { places, message } = lastTraceback(text.replaceAll("\n", "\r\n")) ?? assert.fail();
    assert.deepEqual([places[0]?.file, message], ["C:\\work\\mysite\\urls.py", "No module named 'no'"]);
  });

  it("is looked for in any text without harm", () => {
    const piece = fc.constantFrom(
      "Traceback (most recent call last):\n",
      '  File "x", line 1\n',
      "    y\n",
      "E: z",
      "\n",
      " ^",
    );
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string())), (pieces) => {
        const found = diagnosisOfTraceback(pieces.join(""), "/p");
        return (
          found === undefined || new found.type({ command: "x", lastWords: "" }) instanceof CommandFailed
        );
      }),
    );
  });
});

describe("a diagnosis", () => {
  it("names files as paths from the project's folder, and blames the innermost of its own", () => {
    const text = `Traceback (most recent call last):
  File "/p/manage.py", line 22, in <module>
    main()
  File "/p/mysite/urls.py", line 7, in <module>
    from polls import nothing
  File "/env/lib/python3.12/site-packages/django/x.py", line 9, in y
    z()
ImportError: cannot import name 'nothing' from 'polls' (/p/polls/__init__.py)
`;
    const found = diagnosisOfTraceback(text, "/p") ?? assert.fail();
    assert.equal(found.type, ImportFailed);
    assert.deepEqual([found.place?.file, found.place?.line], ["mysite/urls.py", 7]);
    assert.match(found.next ?? "", /mysite\/urls\.py, line 7/);
  });

  it("keeps all that Django's checks have found", () => {
    const found = "some issues:\n\nERRORS:\n?: (a.E001) One\n\nWARNINGS:\n?: (a.W001) Two\n\n";
    const end = `base.SystemCheckError: SystemCheckError: System check identified ${found}System check identified 2 issues (0 silenced).`;
    const text = trace("/env/lib/python3.14/site-packages/django/base.py", 9, "raise", end);
    const { type, lastWords } = diagnosisOfTraceback(`${text}\nand then`, "/p") ?? assert.fail();
    assert.equal(type, ChecksFailed);
    assert.ok(lastWords?.endsWith(end));
  });

  it("leaves out the file of a package that lacks a name, whatever its path", () => {
    const end = "ImportError: cannot import name 'x' from 'y' (C:\\Program Files (x86)\\y.py)";
    const { reason } =
      diagnosisOfTraceback(trace("/p/m.py", 1, "from y import x", end), "/p") ?? assert.fail();
    assert.equal(reason, "failed: cannot import name 'x' from 'y'; m.py, line 1, asks for it");
  });

  it("does not blame a manage.py that only starts Django, but one that is broken", () => {
    const started = trace("/p/manage.py", 22, "main()", "ValueError: no");
    assert.equal(diagnosisOfTraceback(started, "/p")?.place, undefined);
    const broken = '  File "/p/manage.py", line 3\n    def (\n        ^\nSyntaxError: invalid syntax\n';
    const found = diagnosisOfTraceback(broken, "/p") ?? assert.fail();
    assert.deepEqual([found.type, found.place?.file], [SyntaxErrorInFile, "manage.py"]);
  });

  it("does not take a database server's refusal for the system's", () => {
    const typeOf = (end: string) => diagnosisOfTraceback(trace("/p/m.py", 1, "x()", end))?.type;
    assert.equal(
      typeOf("django.db.utils.ProgrammingError: permission denied for table polls_question"),
      CommandFailed,
    );
    assert.equal(typeOf("PermissionError: [Errno 13] Permission denied: '/p/x'"), PermissionDenied);
    assert.equal(typeOf("sqlite3.OperationalError: database or disk is full"), DiskFull);
  });

  it("knows a missing table in the words of each database", () => {
    for (const words of [
      "OperationalError: no such table: polls_question",
      'ProgrammingError: relation "polls_question" does not exist',
      "ProgrammingError: (1146, \"Table 'site.polls_question' doesn't exist\")",
      "OperationalError: table polls_question has no column named text",
    ]) {
      assert.equal(diagnosisOfTraceback(trace("/p/a.py", 1, "x", words))?.type, NotMigrated, words);
    }
  });

  it("knows why a port is not to be had", () => {
    assert.equal(diagnosisOfTraceback("Error: That port is already in use.")?.type, PortInUse);
    const low = diagnosisOfTraceback("Error: You don't have permission to access that port.");
    assert.equal(low?.type, PermissionDenied);
  });

  it("says nothing about what it does not know", () => {
    assert.equal(diagnosisOfTraceback("Killed"), undefined);
    assert.equal(diagnosisOfTraceback(""), undefined);
  });
});
