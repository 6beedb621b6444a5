/** A real JupyterLab over a folder of its own, and a browser that shows it. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Browser, chromium, type Page } from "playwright-core";
import { findChromium } from "../scripts/chromium.js";
import { type JupyterServer, startServer } from "../scripts/jupyter/server.js";
import { packageRoot } from "../scripts/places.js";

/** Without it, there is nothing to look at JupyterLab with. */
export const executablePath = findChromium();

export class Lab {
  private constructor(
    readonly folder: string,
    readonly server: JupyterServer,
    readonly browser: Browser,
    readonly page: Page,
  ) {}

  /**
   * @param fill puts the notebooks into the folder
   * @param options further ones of Jupyter's own
   */
  static async start(fill: (folder: string) => Promise<void>, options: string[] = []): Promise<Lab> {
    const folder = await mkdtemp(join(tmpdir(), "djlab-browser-"));
    await fill(folder);
    const args = ["--no-browser", "--port=0", ...options];
    const server = await startServer({ kind: "lab", root: packageRoot, folder, args });
    const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
    const launched = chromium.launch({ executablePath: executablePath!, args: sandbox });
    const browser = await launched.catch(async (error) => {
      await server.stop();
      throw error;
    });
    const page = await browser.newPage({ viewport: { width: 1300, height: 1000 } });
    return new Lab(folder, server, browser, page);
  }

  /** Opens a notebook; resolves when its kernel is connected: before, JupyterLab drops what it is told to run. */
  async open(notebook: string): Promise<void> {
    await this.page.goto(`${this.server.baseUrl}lab/tree/${notebook}?token=${this.server.token}&reset`);
    await this.page.locator(".jp-Notebook .jp-CodeCell").first().waitFor({ timeout: 60_000 });
    await until(async () => {
      const { connections, idle } = await this.#kernel();
      return connections > 0 && idle;
    });
  }

  /** Where DJLAB_PICTURES names a folder, what the browser shows is kept there, to be looked at. */
  async picture(name: string): Promise<void> {
    const folder = process.env.DJLAB_PICTURES;
    if (folder) await this.page.screenshot({ path: join(folder, `${name}.png`) });
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.server.stop();
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 });
  }

  async #kernel(): Promise<{ connections: number; idle: boolean }> {
    const { baseUrl, token } = this.server;
    const reply = await fetch(`${baseUrl}api/kernels?token=${token}`).catch(() => undefined);
    // While it starts a kernel, the server may refuse a question, or drop the connection: asked again.
    if (!reply?.ok) return { connections: 0, idle: false };
    const [only] = (await reply.json()) as { connections: number; execution_state: string }[];
    return { connections: only?.connections ?? 0, idle: only?.execution_state === "idle" };
  }
}

/** Asks again and again until `condition` holds; Mocha's timeout is the bound. */
export async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 200));
}
