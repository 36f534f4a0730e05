# Figures, their picture, and exports.
# Variables:
#   $period (String) - days from one to another
figures-title = 📊 <b>{ $period }</b>
# Variables:
#   $count (Number) - reports filed, 1 or more
figures-total =
    { $count ->
        [one] <b>{ $count }</b> report
       *[other] <b>{ $count }</b> reports
    }
figures-none = No reports in these days.
# Variables:
#   $status (String) - status with its sign
#   $count (Number) - reports that have it
figures-status = { $status }: { $count }
# Variables:
#   $days (Number) - calendar days, with a fraction
figures-median = ⏱ Days to an answer: { $days } (median)
# Variables:
#   $count (Number) - reports with an answer
#   $share (Number) - per cent of all
figures-answered = 📬 Answered: { $count } ({ $share }%)
# Variables:
#   $share (Number) - per cent of the answered ones
figures-confirmed = 👍 Confirmed: { $share }%
# Variables:
#   $share (Number) - per cent of the answered ones
figures-refuted = 👎 Refuted: { $share }%
# Variables:
#   $count (Number) - reports whose answer is late
figures-overdue = ⏰ Overdue: { $count }
figures-topics = <b>Most often:</b>
figures-agencies = <b>For:</b>
# Variables:
#   $count (Number) - reports
#   $what (String) - a topic or an agency
figures-line = { $count } · { $what }
figures-without-picture = The chart could not be drawn just now, so here are the figures without it.
# Words for a period, with commas between.
figures-words-week = week
figures-words-month = month
figures-words-quarter = quarter
figures-words-year = year
figures-button-week = 7 days
figures-button-month = 30 days
figures-button-quarter = 90 days
figures-button-year = 1 year
figures-button-csv = 📄 CSV
figures-button-geojson = 🗺 GeoJSON
# In the picture.
figures-picture-title = Reports and answers a day
figures-picture-title-weekly = A day, on average of each week
# Variables:
#   $count (Number) - reports of the period
figures-picture-filed = Reports: { $count }
# Variables:
#   $count (Number) - answers of the period
figures-picture-answered = Answers: { $count }
# Variables:
#   $period (String) - days from one to another
#   $count (Number) - reports in the file
figures-exported =
    { $count ->
        [one] { $period }: { $count } report
       *[other] { $period }: { $count } reports
    }
figures-exported-packed = The file is large and therefore compressed with gzip: unpack it first.
figures-export-empty = No reports in these days: there is nothing to export.
# Headings of the table.
figures-column-number = Number
figures-column-status = Status
figures-column-topic = Topic
figures-column-agency = Agency
figures-column-address = Address
figures-column-district = District
figures-column-lat = Latitude
figures-column-lon = Longitude
figures-column-description = Description
figures-column-created = Filed
figures-column-published = Published
figures-column-due = Answer due
figures-column-answered = Answered
figures-column-answer = Answer
figures-column-refutations = Refutations
figures-column-topic-id = Topic code
figures-column-agency-id = Agency code
figures-column-details = Details
