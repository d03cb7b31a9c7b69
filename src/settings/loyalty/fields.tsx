// How customers come to points, and what points are worth.
import * as z from 'zod';
import type { Store } from '../../stores/stores.ts';
import { settingName } from '../../stores/words.ts';
import { amountAsTyped, amountIn } from '../../ui/amounts.ts';
import { PolicyLine, PolicyNumber, type GroupFieldsProps, type SettingsGroup } from '../fields.tsx';
import { wholeTyped } from '../input.ts';

/** What a point may be worth, in minor units. */
const mostWorth = 100_000;

function schema({ currency }: Store) {
  const terms = z.object({
    'loyalty.pointsPerUnit': wholeTyped(0, 1000),
    'loyalty.pointWorthMinor': amountIn(currency)
      .prefault('')
      .refine((worth) => worth <= mostWorth, 'number_range'),
    'loyalty.countsAfterDays': wholeTyped(0, 365),
    'loyalty.livesDays': wholeTyped(1, 3650),
    'loyalty.pointsForReview': wholeTyped(0, 10_000),
  });
  return terms.transform((typed) => () => ({
    policies: {
      loyalty: {
        pointsPerUnit: typed['loyalty.pointsPerUnit'],
        pointWorthMinor: typed['loyalty.pointWorthMinor'],
        countsAfterDays: typed['loyalty.countsAfterDays'],
        livesDays: typed['loyalty.livesDays'],
        pointsForReview: typed['loyalty.pointsForReview'],
      },
    },
  }));
}

const names = ['pointsPerUnit', 'pointWorthMinor', 'countsAfterDays', 'livesDays', 'pointsForReview'] as const;

export const loyalty: SettingsGroup = {
  path: 'loyalty',
  title: (t) => t('settings.loyalty_title'),
  about: (t) => t('settings.loyalty_about'),
  schema,
  asTyped: ({ currency, policies }, language) => ({
    ...Object.fromEntries(names.map((name) => [`loyalty.${name}`, String(policies.loyalty[name])])),
    'loyalty.pointWorthMinor': amountAsTyped(policies.loyalty.pointWorthMinor, currency, language),
  }),
  labels: ({ t }) => Object.fromEntries(names.map((name) => [`loyalty.${name}`, settingName(t, `loyalty.${name}`)])),
  Fields: LoyaltyFields,
};

function LoyaltyFields({ shell, form }: GroupFieldsProps) {
  const { t, store } = shell;
  const field = (name: (typeof names)[number]) => ({ shell, form, name: `loyalty.${name}`, see: '/account/points' });
  const { currency } = store;
  return (
    <>
      <PolicyNumber {...field('pointsPerUnit')} hint={t('settings.points_per_unit_hint', { currency })} />
      <PolicyLine
        {...field('pointWorthMinor')}
        hint={t('settings.point_worth_hint', { currency })}
        inputmode="decimal"
        maxlength={20}
        required
      />
      <PolicyNumber {...field('countsAfterDays')} hint={t('settings.counts_after_hint')} />
      <PolicyNumber {...field('livesDays')} hint={t('settings.lives_hint')} />
      <PolicyNumber {...field('pointsForReview')} hint={t('settings.points_for_review_hint')} />
    </>
  );
}
