import { StatePanel } from './StatePanels';
import { figureWords } from '../words/figures';

interface PreparingProps {
  /** How far the desk is with what the figures are read from. */
  preparing: { done: number; of: number };
  quiet?: boolean;
  testId?: string;
}

/** In place of figures whose past is still being read. */
export function Preparing({ preparing: { done, of }, ...panel }: PreparingProps) {
  const percent = Math.floor((done / Math.max(1, of)) * 100);
  return (
    <StatePanel {...panel} title={figureWords.preparing}>
      {figureWords.preparingShare({ percent })}
    </StatePanel>
  );
}
