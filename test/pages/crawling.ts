// Goes through a shop from page to page, as whoever has these cookies, and keeps what every page leads to. linkinator knows neither
// forms nor who may use what, and would ask for each page as nobody; so this is ours. Looking changes nothing, so no cookie is taken.
import { Agent, request } from 'node:http';
import type { Page } from 'playwright-core';

/** Somebody who looks around, in one shop. */
export type Viewer = {
  name: string;
  /** Host and port of the shop. */
  host: string;
  cookies: string;
  /** Where they begin. */
  from: readonly string[];
  /** Whether they follow what stands on a page. */
  goesOn: (path: string) => boolean;
};

/** What stands on a page. */
type Content = {
  /** Addresses of links, pictures, stylesheets, scripts and frames, as they are written. */
  links: string[];
  /** Forms, and buttons that send them elsewhere: by which method, to which address. */
  forms: { method: string; action: string }[];
  /** What a link can lead to on the page. */
  ids: string[];
};

/** A page or a file: what the shop answered, and what stands on it. */
export type Place = Content & { path: string; status: number; location: string | undefined; foundOn: string };

const agent = new Agent({ keepAlive: true, maxSockets: 4 });

/** Asks a shop on this machine; names that end in .localhost are not known to every machine. */
export function ask(
  host: string,
  path: string,
  cookies = '',
): Promise<{ status: number; location?: string | undefined; type: string; body: string }> {
  const [, port] = host.split(':');
  return new Promise((resolve, reject) => {
    const headers = { host, accept: 'text/html', ...(cookies ? { cookie: cookies } : {}) };
    request({ host: '127.0.0.1', port, path, agent, headers }, (reply) => {
      const parts: Buffer[] = [];
      reply.on('data', (part: Buffer) => parts.push(part));
      reply.on('error', reject);
      reply.on('end', () => {
        const { statusCode: status = 0, headers: had } = reply;
        resolve({
          status,
          location: had.location,
          type: had['content-type'] ?? '',
          body: Buffer.concat(parts).toString(),
        });
      });
    })
      .on('error', reject)
      .end();
  });
}

/** Everything that the viewer reaches by links, each address once; `reader` is an empty page of a browser, which reads HTML as browsers do. */
export async function crawl(reader: Page, viewer: Viewer): Promise<Map<string, Place>> {
  const places = new Map<string, Place>();
  const waiting = viewer.from.map((path) => ({ path, foundOn: '' }));
  const known = new Set(viewer.from);
  while (waiting.length > 0) {
    const found = await Promise.all(waiting.splice(0, 4).map((next) => visit(reader, viewer, next)));
    for (const place of found) {
      places.set(place.path, place);
      for (const path of viewer.goesOn(place.path) ? pathsFrom(viewer, place) : []) {
        if (known.has(path)) continue;
        known.add(path);
        waiting.push({ path, foundOn: place.path });
      }
    }
  }
  return places;
}

async function visit(
  reader: Page,
  { host, cookies }: Viewer,
  { path, foundOn }: { path: string; foundOn: string },
): Promise<Place> {
  const { status, location, type, body } = await ask(host, path, cookies);
  const content = type.startsWith('text/html') ? await contentOf(reader, body) : contentOfList(body, path);
  return { path, foundOn, status, location, ...content };
}

/** What a page leads to within its shop, without what is behind the number sign. */
function pathsFrom({ host }: Viewer, { path, links, forms, location }: Place): string[] {
  const looked = forms.filter(({ method }) => method === 'get').map(({ action }) => action);
  return [...links, ...looked, ...(location ? [location] : [])].flatMap((link) => {
    const url = addressOf(host, path, link);
    return url?.host === host ? [url.pathname + url.search] : [];
  });
}

/** The address that is meant by what is written on the page; undefined for what is none of the web. */
export function addressOf(host: string, path: string, link: string): URL | undefined {
  const url = URL.parse(link, `http://${host}${path}`);
  return url?.protocol.startsWith('http') ? url : undefined;
}

const reading = `(html) => {
  const page = new DOMParser().parseFromString(html, 'text/html');
  const all = (selector, name) => [...page.querySelectorAll(selector)].map((one) => one.getAttribute(name));
  const forms = [...page.querySelectorAll('form')].map((form) => ({
    method: (form.getAttribute('method') ?? 'get').toLowerCase(), action: form.getAttribute('action') ?? '' }));
  const buttons = [...page.querySelectorAll('[formaction]')].map((button) => ({
    method: (button.getAttribute('formmethod') ?? button.form?.getAttribute('method') ?? page.getElementById(button.getAttribute('form'))?.getAttribute('method') ?? 'get').toLowerCase(),
    action: button.getAttribute('formaction') }));
  return {
    links: [
      ...all('a[href], area[href], link[href], use[href]', 'href'),
      ...all('img[src], script[src], iframe[src], input[src]', 'src'),
      ...all('meta[property="og:image"], meta[property="og:url"]', 'content'),
    ],
    forms: [...forms, ...buttons],
    ids: all('[id]', 'id'),
  };
}`;

/** What search engines are told: the addresses of the site map, and where that is. */
function contentOfList(body: string, path: string): Content {
  const addresses = /^\/(robots\.txt|sitemap\.xml)$/.test(path) ? body.match(/https?:\/\/[^\s<]+/g) : null;
  return { links: (addresses ?? []).filter((address) => !address.includes('sitemaps.org')), forms: [], ids: [] };
}

/** What stands in HTML, as a browser reads it. */
export function contentOf(reader: Page, html: string): Promise<Content> {
  return reader.evaluate<Content>(`(${reading})(${JSON.stringify(html)})`);
}
