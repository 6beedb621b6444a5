/** One line for what is under way: animated on a terminal, plain elsewhere; nothing for what takes under a second. */
export class Progress {
  constructor() {
    this.running = new Map();
    this.timer = setInterval(() => this.draw(), process.stderr.isTTY ? 100 : 1000);
  }
  draw() {
    const now = [...this.running].map(([name, since]) => ({ name, seconds: (Date.now() - since) / 1000 }));
    if (process.stderr.isTTY) {
      const text = now
        .filter(({ seconds }) => seconds > 0.3)
        .map(({ name, seconds }) => `${name} ${Math.floor(seconds)} s`);
      const wheel = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏"[Math.floor(Date.now() / 100) % 10];
      process.stderr.write(
        `\r\x1b[2K${text.length ? `${wheel} ${text.join(" · ")}`.slice(0, process.stderr.columns - 1) : ""}`,
      );
    } else {
      for (const { name, seconds } of now)
        if (seconds >= 1 && seconds < 2) process.stderr.write(`${name} …\n`);
    }
  }
  async of(name, work) {
    const since = Date.now();
    this.running.set(name, since);
    try {
      await work();
      const seconds = (Date.now() - since) / 1000;
      if (seconds > 1)
        process.stderr.write(
          `${process.stderr.isTTY ? "\r\x1b[2K" : ""}${name}: done in ${seconds.toFixed(1)} s\n`,
        );
    } finally {
      this.running.delete(name);
    }
  }
  stop() {
    clearInterval(this.timer);
    if (process.stderr.isTTY) process.stderr.write("\r\x1b[2K");
  }
}
