package enum GitPlaceholder {}
