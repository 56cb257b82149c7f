# The caret stands right under wide and accented text.
naïve = "žluťoučký"; ñ = (1 +
