/** A program that runs one cell and prints what it prints, to be killed meanwhile. */
import { Trial } from "./trial.js";

const trial = new Trial();
trial.runtime.onEvent((event) => {
  if (event.type === "stream") process.stdout.write(event.text);
});
void trial.run(process.argv[2]!);
