import type { Address } from '../customers/addresses/addresses.ts';
import type { Latest } from '../orders/history/history.ts';
import type { Unrated } from '../reviews/reviews.ts';
import { OtherAccount } from '../pools/becoming/fields.tsx';
import { WaitingOrders } from '../orders/takeover/fields.tsx';
import { nameIn } from '../catalog/names.ts';
import type { Policies } from '../stores/policies.ts';
import type { Shell } from '../ui/layout.tsx';
import { Markdown } from '../ui/markdown.tsx';
import { AddressesBlock, LatestOrder, UnratedBlock } from './blocks.tsx';
import { FigureTiles } from './figures.tsx';
import type { Figures } from './overview.ts';

export type OverviewProps = {
  shell: Shell;
  figures: Figures;
  latest: Latest | undefined;
  /** What can be rated: one more than is named where there is more. */
  unrated: readonly Unrated[];
  /** The addresses that are filled in at checkout. */
  addresses: readonly Address[];
};

/** The overview: what the store's policy says, in its order. */
export function OverviewPage(props: OverviewProps) {
  const { store, t, who } = props.shell;
  return (
    <>
      <h1>{who?.name ? t('account.greeting', { name: who.name }) : t('account.greeting_nameless')}</h1>
      <WaitingOrders shell={props.shell} count={props.figures.waitingOrders} />
      <OtherAccount shell={props.shell} isThere={props.figures.mayBecomeOne === 1} />
      {store.policies.accountPage.map((part) => (
        <Part part={part} {...props} />
      ))}
    </>
  );
}

type PartProps = OverviewProps & { part: Policies['accountPage'][number] };

function Part({ part, ...props }: PartProps) {
  const { store, language } = props.shell;
  if ('markdown' in part) {
    const words = nameIn(part.markdown, language, ...store.languages);
    return words ? <Markdown markdown={words} origin={store.origin} /> : null;
  }
  switch (part.block) {
    case 'figures':
      return <FigureTiles {...props} />;
    case 'latest_order':
      return <LatestOrder {...props} />;
    case 'unrated_products':
      return <UnratedBlock {...props} />;
    case 'addresses':
      return <AddressesBlock {...props} />;
  }
}
