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
  return (
    <>
      <h1>{greetingOf(props.shell)}</h1>
      <OtherAccount shell={props.shell} isThere={props.figures.mayBecomeOne === 1} />
      <OverviewParts {...props} />
    </>
  );
}

/** What the overview says first to whoever has signed in. */
export function greetingOf({ t, who }: Shell): string {
  return who?.name ? t('account.greeting', { name: who.name }) : t('account.greeting_nameless');
}

/** What stands below the greeting: the blocks that are for this customer. */
export function OverviewParts(props: OverviewProps) {
  const { shell, figures } = props;
  return (
    <>
      <WaitingOrders shell={shell} count={figures.waitingOrders} />
      {shell.store.policies.accountPage
        .filter((part) => isFor(part, figures.groupId))
        .map((part) => (
          <Part part={part} {...props} />
        ))}
    </>
  );
}

type Block = Policies['accountPage'][number];

/** Whether a block is for customers of this group. One for groups that are gone is for nobody. */
function isFor(block: Block, groupId: string | null): boolean {
  if (!('groupIds' in block) || block.groupIds === null) return true;
  return groupId !== null && block.groupIds.includes(groupId);
}

type PartProps = OverviewProps & { part: Block };

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
