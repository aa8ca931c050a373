/// The faults of real data that the shop's files carry on purpose.
package enum ShopFault: String, Sendable, Hashable, CaseIterable {
  /// A record that came before, byte for byte.
  case resentRow
  /// A change delivered after a newer one of the same row.
  case lateOlderChange
  /// A change delivered after its row was deleted, but made before.
  case changeAfterDelete
  /// A change of a row that is days or weeks old.
  case lateUpdate
  case deletedRow
  /// One of the ways the source writes "nothing".
  case nullToken
  /// A date that is not `yyyy-MM-dd HH:mm:ss`.
  case foreignDateFormat
  case moneyAsText
  /// A row whose order, customer or product no file knows.
  case orphan
  /// A product that is sold a day before its row arrives.
  case earlySale
  case strayBrand
  case malformedEmail
  case cancelledOrder, returnedOrder
  /// A value no reader can take: a zero date, a price of "free", no key.
  case unusableValue
  /// A CSV record with too few or too many fields, or text after a closing quote.
  case malformedRecord
  /// A column that was not there on the days before.
  case newColumn
}

/// How a day's delivery can be spoilt as a whole, for rehearsing what an operator does then.
package enum DropFault: Sendable, Hashable, CaseIterable {
  /// `orders.csv` comes without its column `status`.
  case lostColumn
  /// `orders.csv` ends in the middle of a record.
  case cutShort
}
