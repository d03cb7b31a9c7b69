// Sitemaps as XML. Source: sitemaps.org, protocol 0.9.

/** An address of the store, and when it last changed, where that is known (ms since 1970). */
export type Address = { path: string; changedAt?: number };

const opening = '<?xml version="1.0" encoding="UTF-8"?>\n';
const namespace = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"';

/** The sitemap of these addresses of a store. */
export function sitemapOf(origin: string, addresses: readonly Address[]): string {
  const urls = addresses.map(({ path, changedAt }) => {
    const lastmod = changedAt === undefined ? '' : `<lastmod>${new Date(changedAt).toISOString()}</lastmod>`;
    return `<url><loc>${escaped(origin + path)}</loc>${lastmod}</url>\n`;
  });
  return `${opening}<urlset ${namespace}>\n${urls.join('')}</urlset>\n`;
}

/** The index of sitemaps at these addresses. */
export function indexOf(addresses: readonly string[]): string {
  const maps = addresses.map((address) => `<sitemap><loc>${escaped(address)}</loc></sitemap>\n`);
  return `${opening}<sitemapindex ${namespace}>\n${maps.join('')}</sitemapindex>\n`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
