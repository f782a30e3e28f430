"""The report as one page: what it says (story, tables), the evidence it carries, and how both become one file."""
