// What a status of the store's own is called, and how it looks.
import { nameIn } from '../../catalog/names.ts';
import type { Shell } from '../../ui/layout.tsx';
import { happenings } from './rules.ts';
import type { Colour, Own } from './showing.ts';

/** Its name in the language of the page, else in the first of the store's that has one. */
export function statusName({ language, store }: Shell, names: Own['names']): string {
  return nameIn(names, language, ...store.languages);
}

/** A name in the colour of its status. */
export function StatusName({ shell, own, class: look = '' }: { shell: Shell; own: Own; class?: string }) {
  return (
    <span class={`tag ${tagOf(own.colour)} ${look}`}>
      <bdi>{statusName(shell, own.names)}</bdi>
    </span>
  );
}

/** The class of a tag of this colour. */
function tagOf(colour: Colour): string {
  return tags[colour];
}

// Written out, since the stylesheet is built from the words that stand in the source.
const tags = {
  grey: 'tag-grey',
  blue: 'tag-blue',
  green: 'tag-green',
  amber: 'tag-amber',
  red: 'tag-red',
  violet: 'tag-violet',
} as const satisfies Record<Colour, string>;

/** Which rule set a status, in words: `paid`, `overdue:7`. */
export function ruleWords({ t }: Shell, rule: string): string {
  const event = happenings.find((one) => one === rule);
  if (event) return t('statuses.by_rule', { rule: t(`statuses.set_by_${event}`) });
  const [kind, days] = rule.split(':');
  const count = Number(days);
  const words = kind === 'follows' ? t('statuses.rule_follows', { count }) : t('statuses.rule_overdue', { count });
  return t('statuses.by_rule', { rule: words });
}
