const book = `book {
  id title release_date
  contributions { contribution author { name } }
  default_audio_edition { asin audio_seconds }
}`;

export const search = `query Search($words: String!, $kind: String!) {
  search(query: $words, query_type: $kind, per_page: 5, page: 1) { results }
}`;

/** Without compilations, parts of a book and rows that were merged into another one. */
export const seriesBooks = `query SeriesBooks($id: Int!, $limit: Int!, $offset: Int!) {
  series(where: {id: {_eq: $id}}) {
    book_series(
      limit: $limit, offset: $offset, order_by: [{position: asc}, {id: asc}],
      where: {compilation: {_eq: false}, book: {canonical_id: {_is_null: true}, is_partial_book: {_eq: false}}}
    ) { position details ${book} }
  }
}`;

export const authorBooks = `query AuthorBooks($id: Int!, $limit: Int!, $offset: Int!) {
  authors_by_pk(id: $id) {
    contributions(
      limit: $limit, offset: $offset, order_by: [{id: asc}],
      where: {contributable_type: {_eq: "Book"}}
    ) { contribution ${book} }
  }
}`;

export const bookOfEdition = `query BookOfEdition($asin: String!) {
  editions(where: {asin: {_eq: $asin}}, limit: 1) {
    book {
      title description release_date
      contributions { contribution author { name } }
      book_series { position details series { name } }
    }
  }
}`;
