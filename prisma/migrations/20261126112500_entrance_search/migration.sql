-- Words of topics without accents, in small letters and in one form of each character: src/core/issues/search.ts has
-- the same expression.
DROP INDEX "Issue_words_idx";
CREATE INDEX "Issue_words_idx" ON "Issue" USING gin (to_tsvector('simple', regexp_replace(replace(replace(replace(replace(replace(replace(translate(regexp_replace(normalize(topic, NFKD), '[\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u3099\u309a]', '', 'g'), 'ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩςАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЂЄЅІЇЈЉЊЋЏҐØøĐđŁłı/.-_@:⁄', 'αβγδεζηθικλμνξοπρστυφχψωσабвгдежзийклмнопрстуфхцчшщъыьэюяђєѕіїјљњћџґooddlli       '), 'ß', 'ss'), 'ẞ', 'ss'), 'æ', 'ae'), 'Æ', 'ae'), 'œ', 'oe'), 'Œ', 'oe'), '([\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff])', ' \1 ', 'g')));
