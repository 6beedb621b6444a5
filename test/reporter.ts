/** Mocha's spec report, closed by one plain line of counts that people and programs can rely on. */
import Mocha from "mocha";

let stats: Mocha.Stats | undefined;

export default class CountsReporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    stats = runner.stats;
  }
}

// Mocha reads this file before the tests: one that cannot be read counts as a failure.
process.once("exit", (code) => {
  const { passes = 0, failures = 0, pending = 0 } = stats ?? {};
  const failed = failures || (code ? 1 : 0);
  process.stdout.write(`${passes} passed, ${failed} failed${pending ? `, ${pending} skipped` : ""}\n`);
});
