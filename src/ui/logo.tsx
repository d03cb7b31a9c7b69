// A store's logo, and the colours that contrast makes of its own.
import type { Store } from '../stores/stores.ts';

/** The logo as every page shows it: as high as the header takes it, with its room kept, on light ground also where the page is dark. */
export function Logo({ store: { name, policies } }: { store: Store }) {
  const { logo } = policies.shop;
  if (!logo) return null;
  return <img class="logo" src={logoPath(logo)} width={logo.width} height={logo.height} alt={name} />;
}

/** Where a logo stands at its store. */
function logoPath({ picture }: { picture: string }): string {
  return `/pictures/${picture}`;
}

type Logo = NonNullable<Store['policies']['shop']['logo']>;

/** The logo of a store if it is of pixels: mail programs and others that read pages show no other kind. Its path, and its size. */
export function pixelLogo({ policies }: Store): { path: string; width: number; height: number } | null {
  const { logo } = policies.shop;
  if (!logo?.picture.endsWith('.png')) return null;
  return { path: logoPath(logo), width: logo.width, height: logo.height };
}
