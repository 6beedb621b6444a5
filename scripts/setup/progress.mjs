const wheel = "⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏";

/** What is under way, on stderr: a living line on a terminal, plain lines elsewhere; nothing for what takes under a second. */
export class Progress {
  constructor(stream = process.stderr) {
    this.stream = stream;
    this.running = new Map();
    if (stream.isTTY) this.timer = setInterval(() => this.draw(), 100);
  }

  /** Does `work` and shows its `name` meanwhile. */
  async of(name, work) {
    const since = Date.now();
    this.running.set(name, since);
    const announcement = setTimeout(() => this.stream.isTTY || this.stream.write(`${name} …\n`), 1000);
    try {
      await work();
      const seconds = (Date.now() - since) / 1000;
      if (seconds > 1) this.write(`${name}: done in ${seconds.toFixed(1)} s\n`);
    } finally {
      clearTimeout(announcement);
      this.running.delete(name);
    }
  }

  draw() {
    const now = [...this.running].map(
      ([name, since]) => `${name} ${Math.floor((Date.now() - since) / 1000)} s`,
    );
    const text = `${wheel[Math.floor(Date.now() / 100) % wheel.length]} ${now.join(" · ")}`;
    this.write(now.length ? text.slice(0, (this.stream.columns || 80) - 1) : "");
  }

  write(text) {
    this.stream.write(this.stream.isTTY ? `\r\x1b[2K${text}` : text);
  }

  stop() {
    clearInterval(this.timer);
    this.write("");
  }
}
