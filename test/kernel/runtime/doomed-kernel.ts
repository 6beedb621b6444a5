/** A program that runs one cell (folder, code) and prints what it prints, to be killed meanwhile. */
import { Trial } from "./trial.js";

const [folder, code] = process.argv.slice(2);
const trial = new Trial(folder);
trial.runtime.onEvent((event) => {
  if (event.type === "stream") process.stdout.write(event.text);
});
void trial.run(code!);
