import assert from "node:assert/strict";
import { Recap } from "../../../lib/lab/recap.js";
import type { CommandResult } from "../../../lib/tools/result.js";
import { jupyterDisplay } from "../../../lib/tools/show.js";

const ran = (folder: string, command: string) =>
  ({ folder, command, outcome: "done in 0.1 s", seconds: 0.1 }) as unknown as CommandResult;
const look = (...commands: CommandResult[]) => String(new Recap(commands)[jupyterDisplay]()["text/html"]);

describe("A recap", () => {
  it("names the folders only when a command ran in another one than the chapter's", () => {
    const here = ran("", "python -m venv env");
    assert.doesNotMatch(look(here), /<td>your folder|scope="col">in</);
    assert.match(look(here), /What you ran, in your folder/);
    assert.match(
      look(here, ran("mysite", "python manage.py check")),
      /<td>your folder<\/td>.*<td>mysite<\/td>/s,
    );
  });
});
