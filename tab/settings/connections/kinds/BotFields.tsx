import { Checkbox, Field, Input, Select, Textarea } from '@fluentui/react-components';
import { type BotDraft, NO_BOT } from './connectionDraft';
import { mistakeAt } from '../../parts/mistakes';
import { connectionWords } from '../../../words/settings/connections';

interface BotFieldsProps {
  bot: BotDraft | null;
  error: unknown;
  onChange: (bot: BotDraft | null) => void;
}

/** The Teams bot of its own an agent speaks through, and how that one proves who it is. */
export function BotFields({ bot, error, onChange }: BotFieldsProps) {
  const words = connectionWords.fields;
  const set = (change: Partial<BotDraft>) => onChange({ ...(bot ?? NO_BOT), ...change });
  return (
    <>
      <Checkbox
        label={words.ownBot}
        checked={bot !== null}
        onChange={(_, { checked }) => onChange(checked ? NO_BOT : null)}
        data-testid="own-bot"
      />
      {bot && (
        <>
          <Field label={words.botAppId} required validationMessage={mistakeAt(error, 'bot.appId')}>
            <Input value={bot.appId} onChange={(_, { value }) => set({ appId: value })} data-testid="bot-app-id" />
          </Field>
          <Field label={words.tenant} required validationMessage={mistakeAt(error, 'bot.tenantId')}>
            <Input
              value={bot.tenantId}
              onChange={(_, { value }) => set({ tenantId: value })}
              data-testid="bot-tenant"
            />
          </Field>
          <Field label={words.authentication}>
            <Select value={bot.by} onChange={(_, { value }) => set({ by: value as BotDraft['by'] })}>
              <option value="password">{words.clientSecretChoice}</option>
              <option value="certificate">{words.certificateChoice}</option>
              <option value="identity">{words.identityChoice}</option>
            </Select>
          </Field>
          {bot.by === 'password' && (
            <Field label={words.clientSecret} required validationMessage={mistakeAt(error, 'bot.password')}>
              <Input
                type="password"
                autoComplete="off"
                value={bot.password}
                onChange={(_, { value }) => set({ password: value })}
                data-testid="bot-password"
              />
            </Field>
          )}
          {bot.by === 'certificate' && (
            <>
              <Field
                label={words.thumbprint}
                required
                validationMessage={mistakeAt(error, 'bot.certificate.thumbprint')}
              >
                <Input value={bot.thumbprint} onChange={(_, { value }) => set({ thumbprint: value })} />
              </Field>
              <Field
                label={words.privateKey}
                required
                validationMessage={mistakeAt(error, 'bot.certificate.privateKey')}
              >
                <Textarea rows={4} value={bot.privateKey} onChange={(_, { value }) => set({ privateKey: value })} />
              </Field>
            </>
          )}
          {bot.by !== 'identity' && (
            <Field label={words.expires} hint={words.expiresHint} validationMessage={mistakeAt(error, 'bot.expiresAt')}>
              <Input type="date" value={bot.expires} onChange={(_, { value }) => set({ expires: value })} />
            </Field>
          )}
        </>
      )}
    </>
  );
}
