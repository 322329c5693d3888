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

docx-form-number = No.
docx-form-part = Part of the document
docx-form-current = Current wording
docx-form-proposal = Proposed wording
docx-form-justification = Justification
docx-form-submitter = Submitted by
docx-form-how-row = Please write each comment in a row of its own: the wording that you propose, and why. Leave rows empty that you do not comment on.
docx-form-how-other = Comments on other parts of the document go into the empty rows at the end of the table, with the part and its current wording.
docx-form-person = About you
docx-form-name = Name
docx-form-organisation = Organisation
docx-form-date = Date
docx-form-hint = [{ $what }]
