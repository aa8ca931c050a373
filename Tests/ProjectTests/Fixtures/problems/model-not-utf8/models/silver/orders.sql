select 'grün' as a
