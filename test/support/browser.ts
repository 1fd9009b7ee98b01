import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { isInstalled } from './programs.ts';

const program = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';

/** Whether a real browser can be started; see `isInstalled`. */
export const hasBrowser = isInstalled(program, '--version', 'the pages in a real browser');

export type Visit = {
  page: Page;
  /** What the browser complained about: errors of scripts, refused by the policy, not found. */
  complaints: string[];
};

/** One browser for the tests of a file. */
export async function openBrowser(): Promise<{
  visit: (options?: BrowserContextOptions) => Promise<Visit>;
  close: () => Promise<void>;
}> {
  const browser: Browser = await chromium.launch({
    executablePath: program,
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
  });
  return {
    async visit(options = {}) {
      const context = await browser.newContext(options);
      const page = await context.newPage();
      const complaints: string[] = [];
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(String(error)));
      return { page, complaints };
    },
    close: () => browser.close(),
  };
}
