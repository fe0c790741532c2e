import type { ThemeName } from '../parts/theme';
import { Trouble } from '../trouble/Trouble';
import mark from '../parts/mark.svg';
import { useStageStyles } from './stage.styles';
import { ThemeSwitch } from './ThemeSwitch';

interface Props {
  theme: ThemeName;
  onTheme: (theme: ThemeName) => void;
}

export function Header({ theme, onTheme }: Props) {
  const styles = useStageStyles();
  return (
    <header className={styles.header}>
      <img className={styles.mark} src={mark} alt="" />
      <div className={styles.titles}>
        <h1 className={styles.title}>Handoff Desk</h1>
        <p className={styles.sentence}>Everything runs on this machine; nothing reaches Microsoft.</p>
      </div>
      <div className={styles.tools}>
        <Trouble />
        <ThemeSwitch theme={theme} onChoose={onTheme} />
      </div>
    </header>
  );
}
