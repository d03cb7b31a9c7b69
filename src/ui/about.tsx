// What a page says of itself in its head. Only a page that anybody may see says where it stands and what is on it; any other that a
// robot could reach asks not to be found.
import { raw } from 'hono/html';
import type { Shell } from './layout.tsx';
import { pixelLogo } from './logo.tsx';

export type About = {
  /** Its one address at the store, however it was reached: `/products/rope-bag`. */
  path: string;
  description: string;
  kind: 'website' | 'product';
  /** A picture of it, by its path at the store; the store's logo where it has none. */
  picture?: { path: string; width: number; height: number } | undefined;
  /** The same in the words of schema.org. */
  facts?: object;
};

/** The part of the head that is for robots. The store's configured origin is in its addresses, never what was asked for. */
export function AboutHead({ shell, title }: { shell: Shell; title: string }) {
  const { about, store, who } = shell;
  const name = `${title} · ${store.name}`;
  if (!about) {
    return (
      <>
        <meta name="description" content={name} />
        {!who && <meta name="robots" content="noindex" />}
      </>
    );
  }
  const { path, description, kind, facts } = about;
  const picture = about.picture ?? pixelLogo(store);
  const address = `${store.origin}${path}`;
  return (
    <>
      <meta name="description" content={description} />
      <link rel="canonical" href={address} />
      <meta property="og:type" content={kind} />
      <meta property="og:site_name" content={store.name} />
      <meta property="og:title" content={title} />
      <meta property="og:description" content={description} />
      <meta property="og:url" content={address} />
      {picture && (
        <>
          <meta property="og:image" content={`${store.origin}${picture.path}`} />
          <meta property="og:image:width" content={String(picture.width)} />
          <meta property="og:image:height" content={String(picture.height)} />
        </>
      )}
      {facts && <script type="application/ld+json">{raw(inScript(facts))}</script>}
    </>
  );
}

/** JSON that ends no script and begins none, whatever is in it. */
function inScript(facts: object): string {
  return JSON.stringify(facts).replaceAll('<', '\\u003c');
}
