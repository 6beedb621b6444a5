import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { rename } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { jupyterDisplay, type MadeEnvironment } from "../../../lib/index.js";
import {
  ActivatorMissing,
  activated,
  ScriptsForbidden,
  ShellMissing,
  scriptsForbidden,
} from "../../../lib/python/activated.js";
import { programsFolder } from "../../../lib/python/environment.js";
import { activationIn, ownShell, type ShellName, shellNames } from "../../../lib/python/shells.js";
import { site } from "../django/site.js";
import { withVariables } from "../variables.js";

describe("an environment", () => {
  let env: MadeEnvironment;
  before(async function () {
    ({ environment: env } = await site(this));
  });

  // On Windows, what is called bash sees other paths than Windows does.
  const own: readonly ShellName[] = ["pwsh", "powershell", "cmd"];
  for (const shell of process.platform === "win32" ? own : shellNames) {
    it(`is activated in ${shell}: python is its own then, and deactivate brings all back`, async function () {
      const activation = await orSkip(this, () => activated(env, shell));
      const programs = join(env.folder, programsFolder);
      assert.equal(activation.change("VIRTUAL_ENV")?.inside, env.folder);
      assert.match(activation.change("VIRTUAL_ENV_PROMPT")?.inside ?? "", /\benv\b/);
      assert.equal(activation.change("PATH begins with")?.inside, programs);
      assert.match(activation.change("the prompt")?.inside ?? "", /^\(env\) /);
      assert.ok(activation.change("python means")?.inside.startsWith(join(programs, "python")));
      assert.notEqual(activation.change("python means")?.before, activation.change("python means")?.inside);
      assert.deepEqual(activation.left, []);
      assert.ok(activation.restored && activation.leadsHere);
    });
  }

  it("shows what changed, and no value of another variable", () =>
    withVariables({ DJLAB_TEST_TOKEN: "tiger-tiger" }, async () => {
      const activation = await env.activated(process.platform === "win32" ? "cmd" : "sh");
      const looks = JSON.stringify([activation, activation[jupyterDisplay]()]);
      assert.ok(looks.includes("VIRTUAL_ENV"));
      assert.ok(!looks.includes("tiger"));
    }));
});

describe("activating", () => {
  let env: MadeEnvironment;
  before(async function () {
    ({ environment: env } = await site(this));
  });

  it("says so when the shell is not here", () =>
    withVariables({ PATH: env.folder, Path: undefined }, () =>
      assert.rejects(
        activated(env, "zsh"),
        (error) => error instanceof ShellMissing && /no zsh/.test(error.message),
      ),
    ));

  it("says so when the environment has no activator for the shell", async () => {
    const activator = join(env.folder, programsFolder, "activate.fish");
    await rename(activator, `${activator}.away`);
    try {
      await assert.rejects(activated(env, "fish"), (error) => error instanceof ActivatorMissing);
    } finally {
      await rename(`${activator}.away`, activator);
    }
  });

  it("leaves nothing in the reader's home", async function () {
    const home = mkdtempSync(join(tmpdir(), "djlab home-"));
    const unset = { XDG_CONFIG_HOME: undefined, XDG_DATA_HOME: undefined, XDG_CACHE_HOME: undefined };
    try {
      await withVariables({ HOME: home, ...unset }, async () => {
        await orSkip(this, () => activated(env, "fish"));
      });
      assert.deepEqual(readdirSync(home), []);
    } finally {
      rmSync(home, { recursive: true });
    }
  });

  it("is told apart from PowerShell's refusal, in whichever language that comes", () => {
    const english = `. : File C:\\course\\env\\Scripts\\Activate.ps1 cannot be loaded because running scripts is disabled on this system.
For more information, see about_Execution_Policies at https:/go.microsoft.com/fwlink/?LinkID=135170.`;
    const german = `In Zeile:1 Zeichen:3
    + CategoryInfo          : Sicherheitsfehler: (:) [], PSSecurityException
    + FullyQualifiedErrorId : UnauthorizedAccess`;
    for (const stderr of [english, german])
      assert.equal(scriptsForbidden({ stderr })?.type, ScriptsForbidden);
    assert.equal(scriptsForbidden({ stderr: "" }), undefined);
  });

  it("is typed with the name that the activator has, which other makers write otherwise", async () => {
    const [theirs, other] = ["Activate.ps1", "activate.ps1"].map((name) =>
      join(env.folder, programsFolder, name),
    );
    await rename(String(theirs), String(other));
    try {
      assert.match(
        env.activationIn("pwsh"),
        process.platform === "linux" ? /activate\.ps1$/ : /activate\.ps1$/i,
      );
    } finally {
      await rename(String(other), String(theirs));
    }
  });

  it("is typed in each shell its own way", () => {
    const typed = (platform: NodeJS.Platform) => (shell: ShellName) => activationIn(shell, "env", platform);
    assert.deepEqual((["bash", "sh", "fish", "pwsh"] as const).map(typed("linux")), [
      "source env/bin/activate",
      ". env/bin/activate",
      "source env/bin/activate.fish",
      "env/bin/Activate.ps1",
    ]);
    assert.deepEqual((["bash", "powershell", "cmd"] as const).map(typed("win32")), [
      "source env/Scripts/activate",
      "env\\Scripts\\Activate.ps1",
      "env\\Scripts\\activate.bat",
    ]);
  });

  it("is typed with quotes where its path needs them", () => {
    const typed = (shell: ShellName, platform: NodeJS.Platform) =>
      activationIn(shell, "../my 'x/env", platform);
    assert.deepEqual(
      [typed("bash", "linux"), typed("fish", "linux"), typed("pwsh", "linux"), typed("cmd", "win32")],
      [
        `source '../my '\\''x/env/bin/activate'`,
        `source '../my \\'x/env/bin/activate.fish'`,
        `& '../my ''x/env/bin/Activate.ps1'`,
        `"..\\my 'x\\env\\Scripts\\activate.bat"`,
      ],
    );
  });

  it("takes the reader's own shell unless another is named", () => {
    assert.equal(ownShell({ SHELL: "/usr/bin/fish" }, "linux"), "fish");
    assert.equal(ownShell({ SHELL: "/bin/zsh" }, "darwin"), "zsh");
    assert.equal(ownShell({ SHELL: "/usr/bin/nu" }, "linux"), "bash");
    assert.equal(ownShell({ SHELL: "/usr/bin/pwsh" }, "linux"), "pwsh");
    assert.equal(ownShell({}, "win32"), "powershell");
  });
});

/** Skips, and says so, where there is no such shell. */
async function orSkip<T>(context: Mocha.Context, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    const isMissing = error instanceof ShellMissing || error instanceof ActivatorMissing;
    if (!isMissing) throw error;
    console.log(`      ${error.message}: skipped`);
    return context.skip();
  }
}
