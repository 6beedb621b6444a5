/** Mocha's spec report, closed by one plain line of counts that people and programs can rely on. */
import Mocha from "mocha";

export default class CountsReporter extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    process.once("exit", () => {
      const { passes = 0, failures = 0, pending = 0 } = this.stats ?? {};
      process.stdout.write(`${passes} passed, ${failures} failed${pending ? `, ${pending} skipped` : ""}\n`);
    });
  }
}
