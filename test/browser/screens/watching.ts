// What a page does while it is looked at.
import type { ConsoleMessage, Page, Request, Response } from 'playwright-core';

/** What was seen of a page so far. */
export type Seen = {
  /** The hosts it asked for something. */
  hosts: readonly string[];
  /** What the browser complained about. */
  complaints: readonly string[];
  /** The HTML as the server sent it, of the page that is shown now. */
  html: () => Promise<string>;
  /** Looks away. */
  stop: () => void;
};

/** Keeps what the page does until it is stopped. */
export function watched(page: Page): Seen {
  const hosts: string[] = [];
  const complaints: string[] = [];
  let latest: Response | undefined;
  const listeners = {
    request: (request: Request) => {
      if (!request.url().startsWith('data:')) hosts.push(new URL(request.url()).host);
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
  return { hosts, complaints, stop, html: async () => (await latest?.text()) ?? '' };
}
