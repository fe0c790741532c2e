import { Field, Input } from '@fluentui/react-components';
import { useWrapUp } from '../desk/useDesk';
import { useLocale } from '../parts/you';
import { historyWords } from '../words/history';
import { ratingWords } from '../words/rating';
import { Choice, type Option } from './Choice';
import type { Filters } from './filters';
import { useHistoryStyles } from './History.styles';
import { LANGUAGES, languagesByName } from '../parts/languages';

interface MoreFiltersProps {
  filters: Filters;
  onSet: (part: Partial<Filters>) => void;
}

/** What is asked more rarely. */
export function MoreFilters({ filters, onSet }: MoreFiltersProps) {
  const styles = useHistoryStyles();
  const locale = useLocale();
  const { data } = useWrapUp();
  const languages = languagesByName(LANGUAGES, locale);
  const choice = (
    name: 'outcome' | 'tag' | 'rating' | 'language' | 'file' | 'delivery' | 'test',
    label: string,
    options: readonly Option[],
  ) => (
    <Choice
      label={label}
      value={filters[name]}
      options={options}
      isLoading={data === undefined}
      onChange={(value) => onSet({ [name]: value })}
      testId={`filter-${name}`}
    />
  );
  const named = (items: { id: string; name: string }[] = []): Option[] => items.map(({ id, name }) => [id, name]);
  return (
    <>
      {choice('outcome', historyWords.outcome, [
        ['', historyWords.anyOutcome],
        ...named(data?.outcomes),
        ['own', historyWords.ownOutcome],
        ['none', historyWords.noOutcome],
      ])}
      {choice('tag', historyWords.tag, [['', historyWords.anyTag], ...named(data?.tags)])}
      {choice('rating', historyWords.rating, [
        ['', historyWords.eitherWay],
        ['any', historyWords.rated],
        ['1,2', historyWords.badlyRated],
        ...([5, 4, 3, 2, 1] as const).map((grade): Option => [String(grade), ratingWords.grade({ grade })]),
        ['none', historyWords.notAnswered],
      ])}
      <Field label={historyWords.waitedOver} className={styles.field}>
        <Input
          type="number"
          min={0}
          value={filters.waited}
          onChange={(_, { value }) => onSet({ waited: value.slice(0, 6) })}
          data-testid="filter-waited"
        />
      </Field>
      {choice('language', historyWords.language, [
        ['', historyWords.anyLanguage],
        ...languages.map(({ code, name }): Option => [code, name]),
      ])}
      <Field label={historyWords.variable} className={styles.field}>
        <Input
          value={filters.variable}
          maxLength={200}
          placeholder={historyWords.variableHint}
          onChange={(_, { value }) => onSet({ variable: value })}
          data-testid="filter-variable"
        />
      </Field>
      {filters.variable !== '' && (
        <Field label={historyWords.value} className={styles.field}>
          <Input
            value={filters.value}
            maxLength={200}
            dir="auto"
            onChange={(_, { value }) => onSet({ value })}
            data-testid="filter-value"
          />
        </Field>
      )}
      {choice('file', historyWords.file, [
        ['', historyWords.eitherWay],
        ['any', historyWords.withFile],
      ])}
      {choice('delivery', historyWords.delivery, [
        ['', historyWords.eitherWay],
        ['failed', historyWords.deliveryFailed],
      ])}
      {choice('test', historyWords.tests, [
        ['', historyWords.eitherWay],
        ['without', historyWords.withoutTests],
        ['only', historyWords.onlyTests],
      ])}
    </>
  );
}
