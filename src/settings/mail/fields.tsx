// From whom customers get their messages, and who of the shop gets notices.
import * as z from 'zod';
import type { Store } from '../../stores/stores.ts';
import { settingName } from '../../stores/words.ts';
import { LongText } from '../../ui/fields.tsx';
import { emailKey, emailSchema } from '../../web/emails.ts';
import { optionalLine, optionalText } from '../../web/lines.ts';
import { PolicyLine, See, type GroupFieldsProps, type SettingsGroup } from '../fields.tsx';

const mostOwners = 20;

/** Addresses, one on a line; the same twice is once. Problems: `email_invalid`, `emails_many`. */
const owners = optionalText(6000)
  .prefault('')
  .transform((typed) => typed.split('\n').map((line) => line.trim()))
  .transform((lines) => lines.filter((line) => line !== ''))
  .refine((lines) => lines.length <= mostOwners, { message: 'emails_many', abort: true })
  .refine((lines) => lines.every((line) => emailSchema.safeParse(line).success), 'email_invalid')
  .transform((lines) => [...new Map(lines.map((line) => [emailKey(line), line.normalize('NFC')])).values()]);

const schema = z
  .object({
    'email.senderName': optionalLine(100).prefault(''),
    'email.senderAddress': emailSchema.prefault(''),
    'email.ownerAddresses': owners,
  })
  .transform((typed) => ({ policies: { email } }: Store) => ({
    policies: {
      email: {
        ...email,
        senderName: typed['email.senderName'] || null,
        senderAddress: typed['email.senderAddress'],
        ownerAddresses: typed['email.ownerAddresses'],
      },
    },
  }));

const names = ['email.senderName', 'email.senderAddress', 'email.ownerAddresses'];

export const mail: SettingsGroup = {
  path: 'mail',
  title: (t) => t('settings.mail_title'),
  about: (t) => t('settings.mail_about'),
  isSensitive: true,
  schema: () => schema,
  asTyped: ({ policies: { email } }) => ({
    'email.senderName': email.senderName ?? '',
    'email.senderAddress': email.senderAddress,
    'email.ownerAddresses': email.ownerAddresses.join('\n'),
  }),
  labels: ({ t }) => Object.fromEntries(names.map((name) => [name, settingName(t, name)])),
  Fields: MailFields,
};

function MailFields({ shell, form }: GroupFieldsProps) {
  const { t } = shell;
  const owner = settingName(t, 'email.ownerAddresses');
  return (
    <>
      <PolicyLine
        shell={shell}
        form={form}
        name="email.senderName"
        hint={t('settings.sender_name_hint')}
        see="/forgot-password"
        maxlength={100}
      />
      <PolicyLine
        shell={shell}
        form={form}
        name="email.senderAddress"
        hint={t('settings.sender_address_hint')}
        see="/forgot-password"
        type="email"
        inputmode="email"
        maxlength={254}
        required
      />
      <LongText
        t={t}
        form={form}
        name="email.ownerAddresses"
        label={owner}
        hint={t('settings.owner_addresses_hint', { most: mostOwners })}
        maxlength={6000}
        below={<See t={t} what={owner} at="/checkout" />}
      />
    </>
  );
}
