# Word files: names of styles, and what is not in the text.

docx-page = Page { $page } of { $pages }
docx-style-code = Code block
docx-style-code-text = Code in text
docx-style-term = Term
docx-style-definition = Definition
docx-style-rule = Rule
docx-style-table = Table text
docx-style-table-small = Table text – smaller
docx-style-table-tiny = Table text – smallest
