import { mergeClasses } from '@fluentui/react-components';
import type { Figures } from '../../../src/contract/api';
import { figureWords, gradeWords } from '../../words/figures';
import { ratingWords } from '../../words/rating';
import { Card, Count, CountCards, Group, type OpenFigure, ShareCard } from './Cards';
import { useOverTimeStyles } from './OverTime.styles';
import type { Days } from './periods';

const GRADES = [5, 4, 3, 2, 1] as const;

interface RatingsProps {
  figures: Figures;
  previous: Figures;
  before: Days;
  onHistory: OpenFigure;
}

/** What customers said of agents, and of bots where their own surveys tell; nothing where nobody was asked. */
export function Ratings(of: RatingsProps) {
  const { figures, previous } = of;
  const isAsked = [figures, previous].some(({ counts }) => counts.surveyed > 0);
  const isBotRated = [figures, previous].some(({ counts }) => counts.botRated > 0);
  if (!isAsked && !isBotRated) return null;
  return (
    <Group title={figureWords.groups.ratings}>
      {isAsked && (
        <>
          <CountCards names={['surveyed', 'rated']} {...of} />
          <ShareCard name="surveyAnswered" {...of} />
          <RatingCard scale="rating" {...of} />
        </>
      )}
      {isBotRated && <RatingCard scale="botRating" {...of} />}
    </Group>
  );
}

const MEASURES = { rating: 'rated', botRating: 'botRated' } as const;

/** The mean, and how many gave each grade: a number opens the history. */
function RatingCard({
  scale: of,
  figures,
  previous,
  before,
  onHistory,
}: RatingsProps & { scale: 'rating' | 'botRating' }) {
  const styles = useOverTimeStyles();
  const told = figures[of];
  const name = figureWords.grades[of];
  return (
    <Card
      name={name}
      meaning={figureWords.gradeMeanings[of]}
      before={gradeWords(previous[of])}
      onBefore={previous[of] ? () => onHistory(MEASURES[of], before) : undefined}
      testId={`figure-${of}`}
      isWide={told !== null}
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
                  {/* A list with a bar in each line, not a chart: what it says and opens stands beside it. */}
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
