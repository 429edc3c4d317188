// The words of what a person is offered after the stage profile. They come with the parts that say them, in every language at once.
// Imported for its effect by surveys/Offers.tsx and desk/NeedsScreen.tsx.
import en from '#locales/en/offers.json';
import lv from '#locales/lv/offers.json';
import ru from '#locales/ru/offers.json';
import { addTexts } from './i18n.ts';

addTexts('lv', 'offers', lv);
addTexts('ru', 'offers', ru);
addTexts('en', 'offers', en);
