// What a page does while it is looked at.
import type { ConsoleMessage, Page, Request, Response } from 'playwright-core';

/** What was seen of a page so far. */
export type Seen = {
  /** What it did that no page may, once all of it is there: whom else it asked for something, and what the browser complained about. */
  disturbances: () => Promise<string[]>;
  /** The HTML as the server sent it, of the page that is shown now. */
  html: () => Promise<string>;
  /** Looks away. */
  stop: () => void;
};

/** Keeps what the page does until it is stopped; what it needs it may ask of this host alone. */
export function watched(page: Page, own: string): Seen {
  const others: string[] = [];
  const complaints: string[] = [];
  let latest: Response | undefined;
  const listeners = {
    request: (request: Request) => {
      const { protocol, host } = new URL(request.url());
      if (protocol !== 'data:' && host !== own) others.push(`asks ${request.url()}`);
    },
    response: (response: Response) => {
      // Not what is in a frame: a message is written for mail programs, and checked for them in test/code/mail.test.ts.
      if (response.request().isNavigationRequest() && response.frame() === page.mainFrame()) latest = response;
    },
    pageerror: (error: Error) => void complaints.push(error.message),
    console: (message: ConsoleMessage) => {
      // A page that answers 404 or 422 is meant to; a file of it that does is not.
      const isItself = message.location().url === page.url() && message.text().startsWith('Failed to load resource');
      if (['error', 'warning'].includes(message.type()) && !isItself) complaints.push(message.text());
    },
  };
  page.on('request', listeners.request);
  page.on('response', listeners.response);
  page.on('pageerror', listeners.pageerror);
  page.on('console', listeners.console);
  const stop = () => {
    page.off('request', listeners.request);
    page.off('response', listeners.response);
    page.off('pageerror', listeners.pageerror);
    page.off('console', listeners.console);
  };
  const disturbances = async () => {
    await page.waitForLoadState('load');
    return [...others, ...complaints];
  };
  return { disturbances, stop, html: async () => (await latest?.text()) ?? '' };
}
