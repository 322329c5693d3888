# Files of the consultation package.

sheet-changes = Table of changes
sheet-correspondence = Correspondence table
sheet-cut = […] (continued in the table as HTML or CSV)

correspondence-number-before = Number before
correspondence-title-before = Section in the earlier version
correspondence-number-after = Number after
correspondence-title-after = Section in the later version
correspondence-kind = What became of it
correspondence-share = Text carried over
