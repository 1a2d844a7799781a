package enum ChangesPlaceholder {}
