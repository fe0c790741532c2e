import { Button, Field, Input, makeStyles, Select, Textarea, tokens, Tooltip } from '@fluentui/react-components';
import { AddRegular, DismissRegular } from '@fluentui/react-icons';
import { LANGUAGES, languageName, languagesByName } from '../../parts/languages';
import { useLocale } from '../../parts/you';
import { surveyWords as words } from '../../words/settings/survey';
import { MOST_CHARACTERS, MOST_LANGUAGES, nextLanguage, type WordingDraft } from './surveyDraft';

const useStyles = makeStyles({
  list: { border: 'none', margin: 0, padding: 0, minWidth: 0, display: 'flex', flexDirection: 'column' },
  title: { padding: 0, fontWeight: tokens.fontWeightSemibold },
  hint: {
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    marginBottom: tokens.spacingVerticalS,
  },
  wording: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    padding: `${tokens.spacingVerticalS} 0 ${tokens.spacingVerticalM}`,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`,
  },
  head: { display: 'flex', alignItems: 'flex-end', gap: tokens.spacingHorizontalXS },
  language: { flex: '1 1 0', minWidth: 0 },
  add: { alignSelf: 'flex-start' },
});

interface WordingsProps {
  wordings: WordingDraft[];
  mistakes: ReadonlyMap<string, string>;
  onChange: (wordings: WordingDraft[]) => void;
}

/** The question and the thanks in each language a manager words them in. */
export function Wordings({ wordings, mistakes, onChange }: WordingsProps) {
  const styles = useStyles();
  const locale = useLocale();
  const next = wordings.length < MOST_LANGUAGES ? nextLanguage(wordings, locale) : null;
  const change = (at: number, part: Partial<WordingDraft>) =>
    onChange(wordings.map((one, index) => (index === at ? { ...one, ...part } : one)));
  // One that came by the API may be in none of the languages to choose from.
  const choices = (own: string) =>
    [...new Set([own, ...LANGUAGES])].filter(
      (code) => code === own || !wordings.some(({ language }) => language === code),
    );
  return (
    <fieldset className={styles.list} data-testid="wordings">
      <legend className={styles.title}>{words.wordings}</legend>
      <div className={styles.hint}>{words.wordingsHint}</div>
      {wordings.map((wording, at) => {
        const language = languageName(wording.language, locale);
        return (
          <div key={at} className={styles.wording} data-testid={`wording-${wording.language}`}>
            <div className={styles.head}>
              <Field label={words.language} className={styles.language}>
                <Select value={wording.language} onChange={(_, data) => change(at, { language: data.value })}>
                  {languagesByName(choices(wording.language), locale).map(({ code, name }) => (
                    <option key={code} value={code}>
                      {name}
                    </option>
                  ))}
                </Select>
              </Field>
              <Tooltip content={words.removeLanguage({ language })} relationship="label">
                <Button
                  appearance="subtle"
                  icon={<DismissRegular />}
                  onClick={() => onChange(wordings.filter((one) => one !== wording))}
                />
              </Tooltip>
            </div>
            <Field label={words.question} required validationMessage={mistakes.get(`question.${at}`)}>
              <Textarea
                value={wording.question}
                maxLength={MOST_CHARACTERS}
                aria-label={words.questionIn({ language })}
                onChange={(_, data) => change(at, { question: data.value })}
              />
            </Field>
            <Field label={words.thanks} hint={words.thanksHint}>
              <Input
                value={wording.thanks}
                maxLength={MOST_CHARACTERS}
                aria-label={words.thanksIn({ language })}
                onChange={(_, data) => change(at, { thanks: data.value })}
              />
            </Field>
          </div>
        );
      })}
      <Button
        className={styles.add}
        size="small"
        icon={<AddRegular />}
        disabledFocusable={next === null}
        onClick={() => next !== null && onChange([...wordings, { language: next, question: '', thanks: '' }])}
        data-testid="add-wording"
      >
        {words.addLanguage}
      </Button>
    </fieldset>
  );
}
