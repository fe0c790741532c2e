import { mergeClasses } from '@fluentui/react-components';
import type { Figures, Measure } from '../../../src/contract/api';
import { figureWords, gradeWords } from '../../words/figures';
import { ratingWords } from '../../words/rating';
import { Card, Count, CountCards, Group, ShareCard } from './Cards';
import { useOverTimeStyles } from './OverTime.styles';

const GRADES = [5, 4, 3, 2, 1] as const;

interface RatingsProps {
  figures: Figures;
  previous: Figures;
  onHistory: (figure: Measure) => void;
}

/** What customers said of agents, and of bots where their own surveys tell; nothing where nobody was asked. */
export function Ratings({ figures, previous, onHistory }: RatingsProps) {
  const isAsked = [figures, previous].some(({ counts }) => counts.surveyed > 0);
  const isBotRated = [figures, previous].some(({ counts }) => counts.botRated > 0);
  if (!isAsked && !isBotRated) return null;
  return (
    <Group title={figureWords.groups.ratings}>
      {isAsked && (
        <>
          <CountCards names={['surveyed', 'rated']} figures={figures} previous={previous} onHistory={onHistory} />
          <ShareCard name="surveyAnswered" figures={figures} previous={previous} />
          <RatingCard of="rating" figures={figures} previous={previous} onHistory={onHistory} />
        </>
      )}
      {isBotRated && <RatingCard of="botRating" figures={figures} previous={previous} onHistory={onHistory} />}
    </Group>
  );
}

const MEASURES = { rating: 'rated', botRating: 'botRated' } as const;

/** The mean, and how many gave each grade: a number opens the history. */
function RatingCard({ of, figures, previous, onHistory }: RatingsProps & { of: 'rating' | 'botRating' }) {
  const styles = useOverTimeStyles();
  const told = figures[of];
  const name = figureWords.grades[of];
  return (
    <Card
      name={name}
      meaning={figureWords.gradeMeanings[of]}
      before={gradeWords(previous[of])}
      testId={`figure-${of}`}
      more={told ? [figureWords.medianGrade({ grade: told.median })] : []}
      parts={
        told && (
          <ul className={styles.grades}>
            {GRADES.map((grade) => {
              const measure = `${MEASURES[of]}${grade}` as const;
              const count = figures.counts[measure];
              const label = ratingWords.grade({ grade });
              return (
                <li
                  key={grade}
                  className={mergeClasses(styles.grade, styles.quiet)}
                  data-testid={`grade-${of}-${grade}`}
                >
                  <span className={styles.gradeName}>{label}</span>
                  <span className={styles.track} aria-hidden>
                    <span className={styles.dark} style={{ width: `${(100 * count) / told.n}%` }} />
                  </span>
                  <Count name={`${name}, ${label}`} count={count} onOpen={() => onHistory(measure)} />
                </li>
              );
            })}
          </ul>
        )
      }
    >
      {gradeWords(told)}
    </Card>
  );
}
