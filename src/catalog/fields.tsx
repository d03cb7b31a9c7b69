import type { Shell } from '../ui/layout.tsx';
import { nameAt } from './products.ts';

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
