// One tap: the next text size. Stands on every screen (rule 4); drawn by PageFrame.tsx.
import { t } from '#i18n/i18n.ts';

import { nextTextSize, setTextSize, textSize, textSizeWords } from './appearance.ts';
import { Button } from './Button.tsx';

export function TextSizeButton() {
  return (
    <Button
      class="button-tool"
      kind="quiet"
      icon="text"
      about={textSizeWords(textSize.value)}
      onPress={() => setTextSize(nextTextSize(textSize.value))}
    >
      {t('common:text.button')}
    </Button>
  );
}
