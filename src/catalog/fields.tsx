import type { Shell } from '../ui/layout.tsx';
import { money } from '../ui/money.ts';
import { nameAt } from './products.ts';
import type { Price } from './terms/prices.ts';

type ProductLinkProps = {
  shell: Shell;
  product: { slug: string; names: Readonly<Record<string, string>>; retiredAt: number | null };
  class?: string;
};

/** The name of a product, leading to its page while it is sold. */
export function ProductLink({ shell: { store, language }, product, class: look = 'underline' }: ProductLinkProps) {
  const name = <bdi>{nameAt(store, product, language)}</bdi>;
  if (product.retiredAt !== null) return name;
  return (
    <a class={look} href={`/products/${product.slug}`}>
      {name}
    </a>
  );
}

/** What something costs; where that is less than it costs others, what they pay stands before it. */
export function PriceTag({ shell: { store, language, t }, price }: { shell: Shell; price: Price }) {
  return (
    <>
      {price.minor < price.standardMinor && (
        <>
          <s class="quiet">
            <span class="sr-only">{t('products.standard_price')} </span>
            {money(price.standardMinor, store.currency, language)}
          </s>{' '}
        </>
      )}
      {money(price.minor, store.currency, language)}
    </>
  );
}

type ProductPictureProps = {
  shell: Shell;
  product: {
    names: Readonly<Record<string, string>>;
    picture: string | null;
    pictureWidth: number | null;
    pictureHeight: number | null;
  };
  /** False for what is seen as soon as the page is. */
  isLazy?: boolean;
  /** False where the name stands beside it. */
  isNamed?: boolean;
  class?: string;
};

/** The picture of a product, with room kept for it; nothing where it has none. */
export function ProductPicture({ shell, product, isLazy = true, isNamed = true, class: look }: ProductPictureProps) {
  const { picture, pictureWidth, pictureHeight } = product;
  if (picture === null) return null;
  return (
    <img
      class={look}
      src={`/pictures/${picture}`}
      width={pictureWidth ?? undefined}
      height={pictureHeight ?? undefined}
      alt={isNamed ? nameAt(shell.store, product, shell.language) : ''}
      loading={isLazy ? 'lazy' : undefined}
      decoding="async"
    />
  );
}
