import { Button } from '@fluentui/react-components';
import { SearchRegular } from '@fluentui/react-icons';
import { commonWords } from '../words/common';
import { perform } from './commands';
import { Hinted } from './Hinted';

/** The way to the command palette that one can see. */
export function PaletteButton() {
  return (
    <Hinted command="palette" words={commonWords.palette} isIcon>
      <Button
        appearance="subtle"
        icon={<SearchRegular />}
        aria-haspopup="dialog"
        onClick={() => perform('palette')}
        data-testid="open-palette"
      />
    </Hinted>
  );
}
